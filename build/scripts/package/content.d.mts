/** Folders as pack.mjs leaves them. */
export function checkContent(built: { app: string; unpacked: string; licenses: string }): string;
export function checkFuses(built: { program: string }): void;
