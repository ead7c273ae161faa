// Top of the walk screen: the clock, the walk, and whether everything is well, readable from two metres away.
import { ChevronDown } from 'lucide-react';
import type { WalkUpdate } from '../../../../shared/contract/walk.ts';
import { sessionActions } from '../../../app/session.ts';
import { IconButton } from '../../../ui/controls.tsx';
import { formatBytes, formatCount, formatDuration, plural } from '../../../ui/format.ts';
import { type State, StateMark } from '../../../ui/StateMark.tsx';
import { useBattery } from './use-battery.ts';

const modeWords: Readonly<Record<WalkUpdate['mode'], string>> = {
  continuous: 'continuous, mark each turn',
  stop: 'stop and go, stand at each point',
  gps: 'GPS marks the way',
  fixed: 'one place',
  guided: 'by itself',
};
/** Below this a survey can run out of space before the person does. */
const lowDiskBytes = 1e9;
const lowBattery = 0.2;

function sourceState({ state, dropped }: WalkUpdate['sources'][number]): State {
  if (state === 'lost') return 'fail';
  if (state === 'starting') return 'pending';
  return dropped > 0 ? 'warn' : 'ok';
}

function SourceHealth({ source }: { source: WalkUpdate['sources'][number] }) {
  const words =
    source.state === 'lost'
      ? 'lost, trying again'
      : source.state === 'starting'
        ? 'starting'
        : `${source.readingsPerSecond}/s${source.dropped > 0 ? `, ${formatCount(source.dropped)} dropped` : ''}`;
  return (
    <span title={source.problem}>
      <StateMark state={sourceState(source)}>{`${source.name} ${words}`}</StateMark>
    </span>
  );
}

function Saved({ update }: { update: WalkUpdate }) {
  if (update.state === 'diskFull') return <StateMark state="fail">Disk full, not recording</StateMark>;
  if (update.freeBytes !== undefined && update.freeBytes < lowDiskBytes)
    return <StateMark state="warn">{`${formatBytes(update.freeBytes)} of disk left`}</StateMark>;
  return <StateMark state="ok">Saved on this device</StateMark>;
}

function Battery() {
  const battery = useBattery();
  if (!battery) return null;
  const share = `${Math.round(battery.level * 100)} %`;
  return (
    <span className={battery.level < lowBattery && !battery.isCharging ? 'is-warn' : ''}>
      <strong>{share}</strong> battery
    </span>
  );
}

export function WalkTop({ update, floorName }: { update: WalkUpdate; floorName: string }) {
  const isPaused = update.state !== 'recording';
  return (
    <header className="walk-top">
      <span className={`record-dot${isPaused ? ' still' : ''}`} />
      <span className="clock">{formatDuration(update.elapsedMs)}</span>
      <span className="stack">
        <strong>{`Walk on ${floorName}`}</strong>
        <span className="muted">{modeWords[update.mode]}</span>
      </span>
      <span className="spread" />
      <span className="stack">
        <span>
          <strong>{formatCount(update.readings)}</strong> readings
        </span>
        {update.sources.map((source) => (
          <SourceHealth key={source.id} source={source} />
        ))}
      </span>
      <span className="stack heard">
        <span>
          <strong>{formatCount(update.radios)}</strong> radios heard
        </span>
        <span className="muted" title="Phones, watches and the like are counted, never stored.">
          {plural(update.personalDevices, 'personal device')} counted
        </span>
      </span>
      <span className="stack">
        <Battery />
        <Saved update={update} />
      </span>
      <IconButton label="Back to the plan, the walk goes on" onClick={() => sessionActions.show('plan')}>
        <ChevronDown />
      </IconButton>
    </header>
  );
}
