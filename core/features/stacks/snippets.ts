import type { ParsedInput, Output } from '../../../shared/contract/index.ts'
import { ciSnippet, webIdentityConfig, type CiService } from '../../../shared/domain/pulumi/snippets/ci.ts'
import { escEnvironment } from '../../../shared/domain/pulumi/snippets/esc-environment.ts'
import { namedProvider, type ProgramLanguage } from '../../../shared/domain/pulumi/snippets/named-provider.ts'

type SnippetInput = ParsedInput<'stacks.snippet'>
type Kind = SnippetInput['kind']

const pipelines: ReadonlyMap<Kind, { readonly service: CiService; readonly fileName: string }> = new Map([
  ['github', { service: 'github', fileName: '.github/workflows/preview.yml' }],
  ['gitlab', { service: 'gitlab', fileName: '.gitlab-ci.yml' }],
  ['azure', { service: 'azure-devops', fileName: 'azure-pipelines.yml' }],
])

const programs: ReadonlyMap<Kind, { readonly language: ProgramLanguage; readonly fileName: string }> =
  new Map([
    ['typescript', { language: 'typescript', fileName: 'index.ts' }],
    ['python', { language: 'python', fileName: '__main__.py' }],
    ['go', { language: 'go', fileName: 'main.go' }],
    ['csharp', { language: 'csharp', fileName: 'Program.cs' }],
    ['java', { language: 'java', fileName: 'App.java' }],
    ['yaml', { language: 'yaml', fileName: 'Pulumi.yaml' }],
  ])

/** Nothing on this machine signs in: put before a preview that should use what an environment or CI gives. */
const localCheck = `# Nothing on this machine may sign in: each of these has to fail, or the preview proves nothing.
env | grep '^AWS_' && echo 'Unset these first.'
aws sts get-caller-identity && echo 'These credentials would be used.'
# Then the preview, with what the environment of the stack or CI gives and nothing else:
AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true pulumi preview
`

/** Text to copy. Missing values are placeholders in angle brackets; it holds no credential. */
export function makeStackSnippet(input: SnippetInput): Output<'stacks.snippet'> {
  const roleArn = input.roleArn ?? 'arn:aws:iam::<account id>:role/<role>'
  const sessionName = input.sessionName ?? 'pulumi'
  const program = programs.get(input.kind)
  if (program !== undefined) {
    const { profile, region, major, native = false, skipMetadataApiCheck } = input
    // A provider signs in with a profile or on its own, so a role is there only where somebody asked for one.
    const settings = { profile, region, roleArn: input.roleArn, sessionName, major, native }
    const text = namedProvider(program.language, {
      ...settings,
      skipMetadataApiCheck: skipMetadataApiCheck ?? true,
    })
    return { text, fileName: program.fileName }
  }
  if (input.kind === 'local-check') return { text: localCheck, fileName: 'check.sh' }
  const pipeline = pipelines.get(input.kind)
  if (pipeline !== undefined) {
    const settings = {
      roleArn,
      sessionName,
      region: input.region ?? '<region>',
      stack: input.stack ?? '<stack>',
      tokenFile: '/tmp/aws-web-identity-token',
      runtime: input.runtime,
    }
    const text = ciSnippet(pipeline.service, settings)
    if (pipeline.service === 'github') return { text, fileName: pipeline.fileName }
    const config = webIdentityConfig(settings).replace(/^(?=.)/gm, '# ')
    return { text: `${text}\n# For the stack file:\n${config}`, fileName: pipeline.fileName }
  }
  const { region } = input
  const isStatic = input.kind === 'esc-static' || input.kind === 'esc-static-config'
  // Never aws:profile: it goes before the credentials that the environment should give.
  const text = escEnvironment({
    login: isStatic ? { kind: 'static', withSessionToken: false } : { kind: 'oidc', roleArn, sessionName },
    target: input.kind.endsWith('-config') ? 'pulumiConfig' : 'environmentVariables',
    ...(region !== undefined && { region }),
  })
  return { text, fileName: 'environment.yaml' }
}
