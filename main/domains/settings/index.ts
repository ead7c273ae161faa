// Settings: this laptop's choices, the sites it knows, diagnostics.
import { existsSync, statfsSync } from 'node:fs';
import { arch, release, totalmem } from 'node:os';
import type { Settings, settingsContract } from '../../../shared/contract/settings.ts';
import type { OpenedSite } from '../../../shared/contract/site.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { Host } from '../../ports/host.ts';
import { type Recent, SettingsStore } from './store.ts';

const maxRecent = 50;

export interface SettingsDomain {
  readonly handlers: Handlers<typeof settingsContract>;
  /** Notes an opened site for the start screen. */
  remember(site: OpenedSite, counts: { floors: number; readings: number }): void;
  /** What a site holds when it is closed; its place in the list stays. */
  recount(file: string, counts: { floors: number; readings: number }): void;
}

export function createSettings(host: Host): SettingsDomain {
  const store = new SettingsStore(host.paths.data);

  function update(change: {
    theme?: Settings['theme'] | undefined;
    density?: Settings['density'] | undefined;
  }): Settings {
    const state = store.read();
    const settings = { theme: change.theme ?? state.settings.theme, density: change.density ?? state.settings.density };
    store.write({ ...state, settings });
    return settings;
  }

  function remember(site: OpenedSite, counts: { floors: number; readings: number }): void {
    // The command line is for scripts: what they open is not what a person wants to see again.
    if (host.shell === 'cli') return;
    const state = store.read();
    const entry: Recent = {
      file: site.file,
      name: site.name,
      practice: site.practice,
      openedAt: new Date(host.clock.now()).toISOString(),
      ...counts,
    };
    writeRecent([entry, ...state.recent.filter((each) => each.file !== site.file)].slice(0, maxRecent));
  }

  function recount(file: string, counts: { floors: number; readings: number }): void {
    const { recent } = store.read();
    if (!recent.some((each) => each.file === file)) return;
    writeRecent(recent.map((each) => (each.file === file ? { ...each, ...counts } : each)));
  }

  function writeRecent(recent: Recent[]): void {
    try {
      store.write({ ...store.read(), recent });
    } catch (error) {
      host.log.warn('settings.not_written', { reason: String(error) });
    }
  }

  function forget(file: string): void {
    const state = store.read();
    store.write({ ...state, recent: state.recent.filter((each) => each.file !== file) });
  }

  return {
    remember,
    recount,
    handlers: {
      getAppInfo: () => ({
        version: host.version,
        shell: host.shell,
        platform: process.platform,
        hasDialogs: host.dialogs !== undefined,
        hasPracticeSite: host.loadPracticeWorld !== undefined,
        documentsFolder: host.paths.documents,
        dataFolder: host.paths.data,
        ...freeDisk(host.paths.data),
      }),
      getSettings: () => store.read().settings,
      updateSettings: update,
      listRecentSites: () => ({
        sites: store.read().recent.map((site) => ({ ...site, exists: existsSync(site.file) })),
      }),
      forgetRecentSite: ({ file }) => {
        forget(file);
        return {};
      },
      collectDiagnostics: () => ({ text: diagnostics(host) }),
    },
  };
}

function freeDisk(folder: string): { freeDiskBytes?: number } {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return { freeDiskBytes: bavail * bsize };
  } catch {
    return {};
  }
}

function diagnostics(host: Host): string {
  const { version, shell } = host;
  const memory = process.memoryUsage();
  return [
    `Groma ${version}, ${shell} shell`,
    `${process.platform} ${release()} ${arch()}, Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? 'unknown'}`,
    `memory ${Math.round(memory.rss / 1e6)} of ${Math.round(totalmem() / 1e6)} MB, up ${Math.round(process.uptime())} s`,
    `time ${new Date(host.clock.now()).toISOString()}`,
    '',
    ...host.log.recent(),
  ].join('\n');
}
