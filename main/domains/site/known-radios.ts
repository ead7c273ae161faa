// Known transmitters out of a list: access points and beacons on the floor.
import { createHash } from 'node:crypto';
import { objectIdOf } from '../../../shared/design/object-id.ts';
import type { ApRadio, DesignObjectOf, Point } from '../../../shared/model/design.ts';
import { bandOf, channelOf } from '../../../shared/rf/channels.ts';
import type { ObjectChange } from '../../ports/design.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import type { KnownRadio } from './radio-list.ts';

type Placed = DesignObjectOf<'ap' | 'beacon'>;

const usualPowerDbm = 17;

/** What people expect of an access point about which nothing more is known. */
export const usualRadio: Omit<ApRadio, 'band' | 'bssids'> = {
  enabled: true,
  widthMhz: 20,
  powerDbm: usualPowerDbm,
  antenna: 'omni',
  azimuthDeg: 0,
  tiltDeg: 0,
};

function keysOf(object: Placed): readonly string[] {
  return object.kind === 'beacon' ? [object.fields.key] : object.fields.radios.flatMap(({ bssids }) => bssids);
}

/** Rows of one name at one place are the radios of one access point. */
function groupOf(radio: KnownRadio): string {
  return radio.kind === 'wifi' && radio.name !== '' ? `ap ${radio.name} ${radio.xM} ${radio.yM}` : radio.key;
}

function newRadio(radio: KnownRadio): ApRadio {
  const { freqMhz, txPowerDbm } = radio;
  const band = freqMhz === undefined ? undefined : bandOf(freqMhz);
  const channel = freqMhz === undefined ? undefined : channelOf(freqMhz);
  return {
    ...usualRadio,
    band: band ?? '5',
    ...(channel === undefined ? {} : { channel }),
    powerDbm: clampPower(txPowerDbm) ?? usualPowerDbm,
    bssids: [radio.key],
  };
}

/** One radio sends several networks, each under a BSSID of its own. */
function joined(radios: readonly ApRadio[]): ApRadio[] {
  const groups = Map.groupBy(radios, ({ band, channel, powerDbm }) => `${band} ${channel} ${powerDbm}`);
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((radio) => ({ ...radio, bssids: group.flatMap(({ bssids }) => bssids) })),
  );
}

const clampPower = (dbm: number | undefined): number | undefined =>
  dbm === undefined ? undefined : Math.min(30, Math.max(-20, dbm));

/** An access point's radio as the list has it; what the list does not say stays. */
function correctedRadio(before: ApRadio, radio: KnownRadio): ApRadio {
  const { bssids: _bssids, ...said } = newRadio(radio);
  const band = radio.freqMhz === undefined ? {} : { band: said.band, channel: said.channel };
  const power = radio.txPowerDbm === undefined ? {} : { powerDbm: said.powerDbm };
  return withoutUndefined({ ...before, ...band, ...power });
}

const withoutUndefined = <T extends object>(value: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

function placedOf(floor: Floor, radio: KnownRadio) {
  const place: Point | undefined = radio.xM === undefined || radio.yM === undefined ? undefined : [radio.xM, radio.yM];
  return {
    floor: floor.floorId,
    ...(place ? { place } : {}),
    ...(radio.heightM === undefined ? {} : { heightM: radio.heightM }),
    ...(radio.name === '' ? {} : { name: radio.name }),
  };
}

function changeOf(floor: Floor, group: readonly KnownRadio[], known: Placed | undefined): ObjectChange | undefined {
  const [first] = group;
  if (!first) return undefined;
  const objectId = known?.objectId ?? objectIdOf(createHash('sha256').update(`${first.kind}\n${first.key}`).digest());
  const placed = { ...(known ? {} : { name: '' }), ...placedOf(floor, first) };
  if (first.kind === 'ble') {
    const power = first.txPowerDbm === undefined ? {} : { powerDbm: clampPower(first.txPowerDbm) };
    return { objectId, kind: 'beacon', set: { ...placed, key: first.key, ...power } };
  }
  const before = known?.kind === 'ap' ? known.fields.radios : [];
  const kept = before.map((each) => {
    const said = group.find(({ key }) => each.bssids.includes(key));
    return said ? correctedRadio(each, said) : each;
  });
  const fresh = joined(group.filter(({ key }) => !before.some(({ bssids }) => bssids.includes(key))).map(newRadio));
  const mounting = known ? {} : { mounting: 'ceiling' as const };
  return { objectId, kind: 'ap', set: { ...placed, ...mounting, radios: [...kept, ...fresh] } };
}

/** Puts a list's transmitters on the floor; the same list again changes nothing but what it corrects. Returns how many are new. */
export function putKnownRadios(site: SiteSession, floor: Floor, radios: readonly KnownRadio[]): number {
  return site.database.transaction(() => {
    const byKey = new Map(
      site.design
        .list({ kinds: ['ap', 'beacon'] })
        .flatMap((object) =>
          keysOf(object).map((key) => [`${object.kind === 'ap' ? 'wifi' : 'ble'} ${key}`, object] as const),
        ),
    );
    const heard = site.database.prepare('SELECT 1 FROM radios WHERE kind = ? AND key = ?');
    const added = radios.filter(({ kind, key }) => !heard.get(kind, key)).length;
    const groups = Map.groupBy(radios, (radio) => byKey.get(`${radio.kind} ${radio.key}`)?.objectId ?? groupOf(radio));
    const changes = [...groups.values()].flatMap((group) => {
      const [first] = group;
      return changeOf(floor, group, first && byKey.get(`${first.kind} ${first.key}`)) ?? [];
    });
    site.design.edit({ title: `${radios.length} transmitters from a list`, changes });
    return added;
  });
}
