export { authenticateRequest, signIn, type Shopper } from './auth';
export { badGateway, catalogAgent, erpAgent, passOn } from './backend';
export { mayTryLogin } from './login-limit';
export { clientAddress, withinLimit } from './rate-limit';
export { adminClient } from './supabase';
