import { expect, it } from 'vitest'
import { stsClient } from '../../../core/credentials/sts-client.ts'

it('leaves exactly the steps of the SDK that are known, and sends after its retries', async () => {
  const url = 'http://127.0.0.1:9'
  const client = await stsClient({
    endpoint: { url, origin: url, signingRegion: 'eu-west-1', source: 'test' },
    timeoutMs: 1_000,
    route: { env: {} },
  })
  // An update of the SDK that adds, renames or moves a step fails here: look at what the step does, then at unusedSteps.
  expect(client.middlewareStack.identify()).toEqual([
    'serializerMiddleware - serialize',
    'contentLengthMiddleware - build',
    'hostHeaderMiddleware - build',
    'retryMiddleware - finalizeRequest',
    'stackpassSend - after retryMiddleware',
    'deserializerMiddleware - deserialize',
  ])
})
