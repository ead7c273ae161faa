// Settings: this laptop's choices, the sites it knows, and what to send when something breaks.
import * as z from 'zod';
import { FilePath } from './common.ts';
import { command, query } from './define.ts';

export const Settings = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']).default('dark'),
  density: z.enum(['compact', 'comfortable']).default('compact'),
});
export type Settings = z.infer<typeof Settings>;

export const RecentSite = z.strictObject({
  file: z.string(),
  name: z.string(),
  openedAt: z.iso.datetime(),
  exists: z.boolean(),
  practice: z.boolean(),
  floors: z.int(),
  readings: z.int(),
});
export type RecentSite = z.infer<typeof RecentSite>;

export const settingsContract = {
  getAppInfo: query({
    summary: 'The program: version, shell, what this computer offers.',
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      shell: z.enum(['electron', 'browser', 'cli', 'test']),
      platform: z.string(),
      hasDialogs: z.boolean(),
      hasPracticeSite: z.boolean(),
      documentsFolder: z.string(),
      dataFolder: z.string(),
      freeDiskBytes: z.number().optional(),
    }),
    errors: [],
  }),
  getSettings: query({ summary: "This laptop's settings.", input: z.strictObject({}), output: Settings, errors: [] }),
  updateSettings: command({
    summary: "Change this laptop's settings.",
    input: z.strictObject({
      theme: Settings.shape.theme.unwrap().optional(),
      density: Settings.shape.density.unwrap().optional(),
    }),
    output: Settings,
    errors: ['disk_full', 'file_not_writable'],
  }),
  listRecentSites: query({
    summary: 'Sites opened on this laptop, newest first.',
    input: z.strictObject({}),
    output: z.strictObject({ sites: z.array(RecentSite) }),
    errors: [],
  }),
  forgetRecentSite: command({
    summary: 'Take a site off the list; its file stays.',
    input: z.strictObject({ file: FilePath }),
    output: z.strictObject({}),
    errors: ['file_not_writable'],
  }),
  collectDiagnostics: query({
    summary: 'Version, platform and recent log lines, without secrets, to copy into a report.',
    input: z.strictObject({}),
    output: z.strictObject({ text: z.string() }),
    errors: [],
  }),
};
