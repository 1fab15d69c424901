export const make = (i) => new BroadcastChannel(`channel-${i}`);
