// Settings: this laptop's choices, the sites it knows, diagnostics.
import { statfsSync } from 'node:fs';
import { arch, release, totalmem } from 'node:os';
import type { settingsContract } from '../../../shared/contract/settings.ts';
import type { OpenedSite } from '../../../shared/contract/site.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { Host } from '../../ports/host.ts';
import { RecentSites, type SiteCounts } from './recent-sites.ts';
import { SettingsStore } from './store.ts';

export interface SettingsDomain {
  readonly handlers: Handlers<typeof settingsContract>;
  /** Notes an opened site for the start screen. */
  remember(site: OpenedSite, counts: SiteCounts): void;
  /** What a site holds when it is closed; its place in the list stays. */
  recount(file: string, counts: SiteCounts): void;
}

export function createSettings(host: Host): SettingsDomain {
  const store = new SettingsStore(host.paths.data);
  const recent = new RecentSites(host, store);
  return {
    remember: (site, counts) => recent.remember(site, counts),
    recount: (file, counts) => recent.recount(file, counts),
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
      updateSettings: ({ theme, density }) => {
        const state = store.read();
        const settings = { theme: theme ?? state.settings.theme, density: density ?? state.settings.density };
        store.write({ ...state, settings });
        return settings;
      },
      listRecentSites: () => ({ sites: recent.list() }),
      forgetRecentSite: ({ file }) => {
        recent.forget(file);
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
