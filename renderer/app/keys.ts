// Keys as this system writes them.
const isMac = /mac/i.test(navigator.userAgent);
export const showKeys = (keys: string): string => (isMac ? keys.replace('Ctrl', '⌘') : keys);
