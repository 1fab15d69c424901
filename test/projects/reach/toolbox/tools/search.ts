// leak: no-unbounded-module-collection
const found = new Map<string, string>();
export const search = (query: string): void => void found.set(query, query);
