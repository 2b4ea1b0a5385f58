export const FLAGS: string[];
export function findChromium(): Promise<{ readonly path: string; readonly origin: string }>;
