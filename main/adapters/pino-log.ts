// The structured log: pino into a file of Groma's data folder, secrets redacted, the newest lines kept for diagnostics.
import { mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../ports/host.ts';

const keptLines = 200;
const maxFileBytes = 5 * 1024 * 1024;

/** Fields that are never written, at any depth that our log calls have. */
const secretFields = ['password', 'passphrase', 'token', 'secret', 'apiToken', 'cookie', 'authorization', 'psk', 'key'];
const redactPaths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** Secrets that slip into texts: bearer tokens, URL credentials, our own launch token, Junos hashes. */
const secretTexts: readonly [RegExp, string][] = [
  [/\b(bearer|token|basic)\s+[\w.~+/=-]{8,}/gi, '$1 [redacted]'],
  [/([a-z][\w+.-]*:\/\/)[^\s/:@"\\]+:[^\s/@"\\]+@/gi, '$1[redacted]@'],
  [/([?&](?:token|key|secret|password)=)[^&\s"\\]+/gi, '$1[redacted]'],
  [/\$(?:1|5|6|8|9)\$[^\s"\\]+/g, '[redacted]'],
];

export function redactText(line: string): string {
  return secretTexts.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

/** Keeps one old file beside the current one. */
function openLogFile(folder: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'groma.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxFileBytes)
    renameSync(file, join(folder, 'groma.old.log'));
  return openSync(file, 'a', 0o600);
}

export function createLog(options: { folder: string; level?: string }): Log {
  const lines: string[] = [];
  let descriptor: number | undefined;
  try {
    descriptor = openLogFile(options.folder);
  } catch {
    // Without a log file Groma still works; diagnostics keep the newest lines in memory.
  }
  const logger = pino(
    {
      level: options.level ?? 'info',
      redact: { paths: redactPaths, censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      base: null,
    },
    {
      write: (raw: string) => {
        const line = redactText(raw);
        lines.push(line.trimEnd());
        if (lines.length > keptLines) lines.shift();
        try {
          if (descriptor !== undefined) writeSync(descriptor, line);
        } catch {
          // A full disk must not stop the work that is being logged.
        }
      },
    },
  );
  return {
    debug: (event, fields) => logger.debug(fields ?? {}, event),
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
    recent: () => [...lines],
  };
}
