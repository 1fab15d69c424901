/** The manifest publishes every file by a star, and what a public function returns is for others to call. */
export function tokens(url: string): { token(): Promise<string> } {
  return {
    token: async () => {
      // leak: no-unconsumed-body
      const response = await fetch(url);
      if (!response.ok) throw new Error(`no token: ${response.status}`);
      return response.text();
    },
  };
}

export function later(url: string): () => Promise<boolean> {
  return async () => {
    // fine: read on every way
    const response = await fetch(url);
    await response.text();
    return response.ok;
  };
}
