// Numbers, units and times as people read them: true minus, thin words, the site's own grouping.
const minus = (text: string): string => text.replace('-', '−');

/** Without its unit, for columns that name it. */
export const formatRssi = (valueDbm: number, digits = 0): string =>
  minus(valueDbm.toFixed(digits)).replace(/^−(0(\.0*)?)$/, '$1');
export const formatDbm = (value: number, digits = 0): string => `${minus(value.toFixed(digits))} dBm`;
export const formatDb = (value: number, digits = 1): string => `${minus(value.toFixed(digits))} dB`;
export const formatMetres = (value: number): string => `${minus(value.toFixed(1))} m`;
export const formatShare = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;
export const formatCount = (value: number): string => value.toLocaleString();
export const formatPlace = (xM: number, yM: number): string =>
  `x ${minus(xM.toFixed(1))} m, y ${minus(yM.toFixed(1))} m`;
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Date and time of day, 24 h. */
export const formatTime = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** "today", "yesterday", else the date. */
export function formatDay(iso: string, now = Date.now()): string {
  const date = new Date(iso);
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(iso).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(undefined, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}
