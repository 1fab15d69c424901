import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const ai: readonly ClientRow[] = [
  harmless('openai', ['openai#()', 'openai#OpenAI()', 'openai#AzureOpenAI()'], probe('openai', 'openai@6.49.0', '0/200')),
  harmless(
    '@anthropic-ai/sdk',
    ['@anthropic-ai/sdk#()', '@anthropic-ai/sdk#Anthropic()'],
    probe('anthropic', '@anthropic-ai/sdk@1.11.0', '0/200'),
  ),
  harmless(
    '@google/genai',
    ['@google/genai#GoogleGenAI()', '@google/generative-ai#GoogleGenerativeAI()'],
    probe('google-genai', '@google/genai@2.32.0', '0/200'),
  ),
  harmless('@mistralai/mistralai', ['@mistralai/mistralai#Mistral()'], probe('mistral', '@mistralai/mistralai@2.7.0', '0/200')),
  harmless('groq-sdk', ['groq-sdk#()', 'groq-sdk#Groq()'], probe('groq', 'groq-sdk@1.6.0', '0/200')),
  harmless('replicate', ['replicate#()'], probe('replicate', 'replicate@1.4.0', '0/200')),
  harmless('@ai-sdk/*', ['@ai-sdk/*#create*()'], probe('ai-sdk.createOpenAI', '@ai-sdk/openai@3.0.141', '0/200')),
  harmless('@langchain/*', ['@langchain/*#Chat*()'], probe('langchain.ChatOpenAI', '@langchain/openai@1.5.8', '0/200')),
  {
    id: 'langfuse',
    package: 'langfuse',
    makes: ['langfuse#Langfuse()', 'langfuse#()'],
    verdict: 'costly',
    holds: 'each one has its own buffer and flush timer, and loses events that are not flushed',
    release: ['shutdownAsync', 'shutdown'],
    evidence: [probe('langfuse', 'langfuse@3.39.2', '0/200', 'after one use 20 timers and 20 sockets stay')],
  },
  {
    id: 'langsmith',
    package: 'langsmith',
    makes: ['langsmith#Client()'],
    verdict: 'costly',
    holds: 'each one has its own buffer, timer and connection',
    evidence: [probe('langsmith.Client', 'langsmith@0.10.5', '0/200', 'after one use 20 timers and 20 sockets stay')],
  },
];
