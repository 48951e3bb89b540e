import type { ParsedInput, Output } from '../../../shared/contract/index.ts'
import { ciSnippet, webIdentityConfig, type CiService } from '../../../shared/domain/pulumi/snippets/ci.ts'
import { escEnvironment } from '../../../shared/domain/pulumi/snippets/esc-environment.ts'

type SnippetInput = ParsedInput<'stacks.snippet'>

const pipelines: ReadonlyMap<
  SnippetInput['kind'],
  { readonly service: CiService; readonly fileName: string }
> = new Map([
  ['github', { service: 'github', fileName: '.github/workflows/preview.yml' }],
  ['gitlab', { service: 'gitlab', fileName: '.gitlab-ci.yml' }],
  ['azure', { service: 'azure-devops', fileName: 'azure-pipelines.yml' }],
])

/** Text to copy. What was not given stands as a placeholder in angle brackets; no credential is in it. */
export function makeStackSnippet(input: SnippetInput): Output<'stacks.snippet'> {
  const roleArn = input.roleArn ?? 'arn:aws:iam::<account id>:role/<role>'
  const sessionName = input.sessionName ?? 'pulumi'
  const pipeline = pipelines.get(input.kind)
  if (pipeline !== undefined) {
    const settings = {
      roleArn,
      sessionName,
      region: input.region ?? '<region>',
      stack: '<stack>',
      tokenFile: '/tmp/aws-web-identity-token',
    }
    const text = ciSnippet(pipeline.service, settings)
    if (pipeline.service === 'github') return { text, fileName: pipeline.fileName }
    const config = webIdentityConfig(settings).replace(/^(?=.)/gm, '# ')
    return { text: `${text}\n# For the stack file:\n${config}`, fileName: pipeline.fileName }
  }
  const { region, profile } = input
  const text = escEnvironment({
    login:
      input.kind === 'esc-oidc'
        ? { kind: 'oidc', roleArn, sessionName }
        : { kind: 'static', withSessionToken: false },
    target: 'environmentVariables',
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { config: new Map([['aws:profile', profile]]) }),
  })
  return { text, fileName: 'environment.yaml' }
}
