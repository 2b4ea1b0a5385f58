export function contentFault(folder: string): Promise<string | null>;
