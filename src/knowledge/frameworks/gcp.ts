import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

export const gcp: FrameworkRow = {
  name: 'Google Cloud functions',
  packages: ['@google-cloud/functions-framework'],
  entries: [
    {
      per: 'request',
      label: 'function',
      kind: 'call',
      callees: members(['@google-cloud/functions-framework#'], ['http', 'cloudEvent', 'typed']),
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'function',
      kind: 'type',
      types: members(
        ['@google-cloud/functions-framework#'],
        [
          'HttpFunction',
          'EventFunction',
          'EventFunctionWithCallback',
          'CloudEventFunction',
          'CloudEventFunctionWithCallback',
          'TypedFunction',
        ]
      ),
    },
    {
      per: 'request',
      label: 'function',
      kind: 'type',
      types: members(['@google-cloud/functions-framework#'], ['Request', 'CloudEvent']),
      parameter: 0,
    },
  ],
  outlives: ['socket', 'connection', 'app'],
  evidence: [
    { kind: 'types', ref: '@google-cloud/functions-framework@5.0.5 build/src/functions.d.ts, function_registry.d.ts' },
    {
      kind: 'docs',
      ref: 'https://cloud.google.com/functions/docs/bestpractices/tips#use_global_variables_to_reuse_objects_in_future_invocations',
    },
  ],
};
