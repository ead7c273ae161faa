export const electronFolder: string;
export function electronBinary(): string | undefined;
