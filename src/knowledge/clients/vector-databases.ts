import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { OWN_POOL, harmless } from './rows.ts';

export const vectorDatabases: readonly ClientRow[] = [
  {
    id: '@qdrant/js-client-rest',
    package: '@qdrant/js-client-rest',
    makes: ['@qdrant/js-client-rest#QdrantClient()'],
    verdict: 'costly',
    holds: OWN_POOL,
    evidence: [probe('qdrant', '@qdrant/js-client-rest@1.18.0', '0/200', 'after one use 20 timers and 20 sockets stay')],
  },
  {
    id: 'weaviate-client',
    package: 'weaviate-client',
    makes: ['weaviate-client#connectToCustom()', 'weaviate-client#connectToLocal()', 'weaviate-client#connectToWeaviateCloud()'],
    verdict: 'costly',
    holds: 'each one opens its own gRPC channel, kept until it is collected',
    release: ['close'],
    evidence: [probe('weaviate.connectToCustom', 'weaviate-client@3.12.1', '0/50')],
  },
  harmless(
    '@pinecone-database/pinecone',
    ['@pinecone-database/pinecone#Pinecone()'],
    probe('pinecone', '@pinecone-database/pinecone@8.2.0', '0/200'),
  ),
  harmless('chromadb', ['chromadb#ChromaClient()', 'chromadb#CloudClient()'], probe('chromadb', 'chromadb@3.5.0', '0/200')),
];
