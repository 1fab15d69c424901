import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { OWN_POOL, harmless } from './rows.ts';

export const searchEngines: readonly ClientRow[] = [
  {
    id: '@elastic/elasticsearch',
    package: '@elastic/elasticsearch',
    makes: ['@elastic/elasticsearch#Client()'],
    verdict: 'costly',
    holds: OWN_POOL,
    release: ['close'],
    evidence: [probe('elasticsearch.Client', '@elastic/elasticsearch@9.4.3', '0/200', 'after one use 20 timers and 20 sockets stay')],
  },
  {
    id: '@opensearch-project/opensearch',
    package: '@opensearch-project/opensearch',
    makes: ['@opensearch-project/opensearch#Client()'],
    verdict: 'costly',
    holds: OWN_POOL,
    release: ['close'],
    evidence: [
      probe('opensearch.Client', '@opensearch-project/opensearch@3.9.0', '0/200', 'after one use 20 sockets stay'),
      probe('opensearch.Client.sniff', '@opensearch-project/opensearch@3.9.0', '0/200', 'with `sniffOnStart: true` a socket on construction already'),
    ],
  },
  harmless('algoliasearch', ['algoliasearch#algoliasearch()', 'algoliasearch#()'], probe('algoliasearch', 'algoliasearch@5.64.0', '0/200')),
  harmless('meilisearch', ['meilisearch#Meilisearch()', 'meilisearch#MeiliSearch()'], probe('meilisearch', 'meilisearch@0.62.0', '0/200')),
  harmless('typesense', ['typesense#Client()'], probe('typesense', 'typesense@3.1.0', '0/200')),
];
