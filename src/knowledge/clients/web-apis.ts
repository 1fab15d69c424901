import type { ClientRow } from '../../model/knowledge.ts';
import { probe, probe24 } from './evidence.ts';
import { harmless } from './rows.ts';

// Wrappers of a web API over the process's own agent or fetch: nothing of theirs stays.
export const webApis: readonly ClientRow[] = [
  harmless(
    'stripe',
    ['stripe#()', 'stripe#Stripe()'],
    probe('stripe', 'stripe@23.1.0', '0/200'),
    probe('stripe.fetchHttpClient', 'stripe@23.1.0', '0/200', 'with the fetch client'),
  ),
  harmless(
    '@octokit/rest',
    ['@octokit/rest#Octokit()', '@octokit/core#Octokit()', 'octokit#Octokit()', 'octokit#App()'],
    probe('octokit.rest', '@octokit/rest@22.0.1', '0/200'),
  ),
  harmless('@notionhq/client', ['@notionhq/client#Client()'], probe('notion', '@notionhq/client@5.26.0', '0/200')),
  harmless('@linear/sdk', ['@linear/sdk#LinearClient()'], probe('linear', '@linear/sdk@98.0.0', '0/200')),
  harmless(
    '@sanity/client',
    ['@sanity/client#createClient()', 'next-sanity#createClient()'],
    probe('sanity', '@sanity/client@7.28.0', '0/200'),
  ),
  harmless('contentful', ['contentful#createClient()'], probe('contentful', 'contentful@11.12.10', '0/200')),
  harmless('svix', ['svix#Svix()', 'svix#Webhook()'], probe('svix', 'svix@1.99.1', '0/200')),
  harmless('inngest', ['inngest#Inngest()'], probe('inngest', 'inngest@4.24.0', '0/200')),
  harmless(
    '@vercel/edge-config',
    ['@vercel/edge-config#createClient()'],
    probe('vercel-edge-config', '@vercel/edge-config@1.5.1', '0/200'),
  ),
  harmless('auth0', ['auth0#ManagementClient()'], probe('auth0.ManagementClient', 'auth0@7.1.0', '0/200')),
  // One made per request fetches its keys again: slow, but nothing stays.
  harmless('jose', ['jose#createRemoteJWKSet()'], probe('jose.createRemoteJWKSet', 'jose@6.2.17', '0/200')),
  harmless('jwks-rsa', ['jwks-rsa#()', 'jwks-rsa#JwksClient()'], probe('jwks-rsa', 'jwks-rsa@4.1.0', '0/200')),
  harmless('minio', ['minio#Client()'], probe('minio.Client', 'minio@8.0.7', '0/200')),
  harmless('dockerode', ['dockerode#()'], probe('dockerode', 'dockerode@5.0.1', '0/200')),
  harmless(
    '@kubernetes/client-node',
    ['@kubernetes/client-node#KubeConfig()'],
    probe24('k8s.makeApiClient', '@kubernetes/client-node@2.0.1', '0/50'),
  ),
];
