import { doubleQuoted, isSafePlain } from '../scalar/write.ts'

export type CiService = 'github' | 'gitlab' | 'azure-devops'

export interface CiInput {
  readonly roleArn: string
  readonly sessionName: string
  readonly region: string
  readonly stack: string
  /** File in which GitLab and Azure DevOps put the token; the same as `webIdentityTokenFile` of the stack. */
  readonly tokenFile: string
}

/** A pipeline that runs `pulumi preview` with web identity (OIDC) in place of stored keys. Holds no credential. */
export function ciSnippet(service: CiService, input: CiInput): string {
  switch (service) {
    case 'github':
      return github(input)
    case 'gitlab':
      return gitlab(input)
    case 'azure-devops':
      return azureDevops(input)
  }
}

function github({ roleArn, sessionName, region, stack }: CiInput): string {
  return `name: preview
on: pull_request
permissions:
  id-token: write   # lets the job ask GitHub for an OIDC token
  contents: read
jobs:
  preview:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: ${value(roleArn)}
          role-session-name: ${value(sessionName)}
          aws-region: ${value(region)}
      - uses: pulumi/actions@v6
        with:
          command: preview
          stack-name: ${value(stack)}
`
}

function gitlab({ tokenFile, stack, region }: CiInput): string {
  return `preview:
  image: pulumi/pulumi
  id_tokens:
    AWS_OIDC_TOKEN:
      aud: https://gitlab.com
  variables:
    AWS_REGION: ${value(region)}
  script:
    - printf '%s' "$AWS_OIDC_TOKEN" > ${shell(tokenFile)}
    - pulumi preview --stack ${shell(stack)} --non-interactive
  after_script:
    - rm -f ${shell(tokenFile)}
`
}

function azureDevops({ tokenFile, stack, region }: CiInput): string {
  return `steps:
  - task: AzureCLI@2
    displayName: Write the OIDC token
    inputs:
      azureSubscription: <service connection>
      scriptType: bash
      scriptLocation: inlineScript
      addSpnToEnvironment: true   # puts the token into $idToken
      inlineScript: printf '%s' "$idToken" > ${shell(tokenFile)}
  - script: pulumi preview --stack ${shell(stack)} --non-interactive
    displayName: Preview
    env:
      AWS_REGION: ${value(region)}
      PULUMI_ACCESS_TOKEN: $(PULUMI_ACCESS_TOKEN)
  - script: rm -f ${shell(tokenFile)}
    displayName: Remove the token
    condition: always()
`
}

/** The config that goes into the stack file with the GitLab and Azure DevOps pipelines. */
export function webIdentityConfig({ roleArn, sessionName, tokenFile }: CiInput): string {
  return `config:
  aws:assumeRoleWithWebIdentity:
    roleArn: ${value(roleArn)}
    sessionName: ${value(sessionName)}
    webIdentityTokenFile: ${value(tokenFile)}
`
}

function value(text: string): string {
  return isSafePlain(text) ? text : doubleQuoted(text)
}

/** A word for a POSIX shell. */
function shell(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
