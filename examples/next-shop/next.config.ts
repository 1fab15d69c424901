import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ['undici'],
  turbopack: { root: import.meta.dirname },
};

export default config;
