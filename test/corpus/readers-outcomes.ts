import { spawnSync } from 'node:child_process'
import { stsRefusal } from '../../shared/domain/aws/readers/services.ts'
import type { Outcomes, ProcessOutput, StsQuestion } from '../../shared/domain/aws/readers/types.ts'

/** The supposed address of the corpus's loopback server; nothing is sent there. */
export const doubles = { address: 'http://127.0.0.1:4599', byName: 'http://localhost:4599' }

/** What the fake STS knows: expired keys by their name, expired tokens, and the limits of STS. */
function sts(question: StsQuestion): ReturnType<NonNullable<Outcomes['sts']>> {
  if (question.call === 'AssumeRoleWithWebIdentity') {
    if (question.token.trim() === 'jwt.expired') return 'web-token-expired'
  } else if (question.keys?.token?.includes('STALE') === true) return 'keys-expired'
  return stsRefusal(question) ?? 'accepted'
}

function container(url: string, authorization: string | undefined) {
  const here = [doubles.address, doubles.byName].find((address) => url.startsWith(`${address}/container/`))
  if (here === undefined) return 'container-refused' as const
  const isClosed = url.endsWith('closed')
  return isClosed && authorization !== 'container-secret' ? 'container-refused' : ('accepted' as const)
}

/** What programs and services did when the corpus was measured. The programs of a case run in its own folder. */
export function outcomesIn(home: string): Outcomes {
  const run = (program: string, args: readonly string[]): ProcessOutput => {
    const child = spawnSync(program, args, {
      cwd: home,
      env: { HOME: home, PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { exitCode: child.error ? undefined : (child.status ?? 1), stdout: child.stdout ?? '' }
  }
  const outputs = new Map<string, ProcessOutput>()
  return {
    sts,
    sso: () => 'accepted',
    process: ({ command, argv }) => {
      // The readers of one case make the same requests.
      const key = JSON.stringify([command, argv])
      const [program = '', ...args] = argv ?? ['/bin/sh', '-c', command]
      const output = outputs.get(key) ?? run(program, args)
      outputs.set(key, output)
      return output
    },
    container,
    imds: (endpoint) => (endpoint?.startsWith(doubles.address) === true ? 'accepted' : 'no-credentials'),
  }
}
