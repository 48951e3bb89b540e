import { doubleQuoted, isSafePlain } from '../scalar/write.ts'

export type CiService = 'github' | 'gitlab' | 'azure-devops'

export interface CiInput {
  readonly roleArn: string
  readonly sessionName: string
  readonly region: string
  readonly stack: string
  /** File in which GitLab and Azure DevOps put the token; the same as `webIdentityTokenFile` of the stack. */
  readonly tokenFile: string
  /** How to prepare the program of the project, by its runtime. */
  readonly runtime?: string | undefined
}

/** A pipeline that runs `pulumi preview` with web identity (OIDC) instead of stored keys. Holds no credential. */
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

/** The steps that prepare a program on a runner of GitHub. */
const installSteps: ReadonlyMap<string, string> = new Map([
  [
    'nodejs',
    `      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
`,
  ],
  [
    'python',
    `      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install -r requirements.txt
`,
  ],
  [
    'go',
    `      - uses: actions/setup-go@v5
        with:
          go-version-file: go.mod
      - run: go mod download
`,
  ],
  [
    'dotnet',
    `      - uses: actions/setup-dotnet@v4
        with:
          dotnet-version: 8.x
      - run: dotnet restore
`,
  ],
  [
    'java',
    `      - uses: actions/setup-java@v4
        with:
          distribution: temurin
          java-version: 21
`,
  ],
  ['yaml', ''],
])

/** Where the language is unknown, a comment marks the step to fill in. */
const fillIn = `      # Install the language of the program and its dependencies here, such as:
      # - run: npm ci
`

function github({ roleArn, sessionName, region, stack, runtime }: CiInput): string {
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
${installSteps.get(runtime ?? '') ?? fillIn}      - uses: pulumi/actions@v6
        with:
          command: preview
          stack-name: ${value(stack)}
        env:
          # For Pulumi Cloud. With a backend of your own, remove it and set PULUMI_BACKEND_URL,
          # and PULUMI_CONFIG_PASSPHRASE where the stack encrypts with a passphrase.
          PULUMI_ACCESS_TOKEN: \${{ secrets.PULUMI_ACCESS_TOKEN }}
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
    # PULUMI_ACCESS_TOKEN (or PULUMI_BACKEND_URL) comes from the CI/CD variables of the project.
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
