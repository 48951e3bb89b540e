import { doubleQuoted, isSafePlain } from '../scalar/write.ts'

export type ProgramLanguage = 'typescript' | 'python' | 'go' | 'csharp' | 'java' | 'yaml'

export interface NamedProviderInput {
  readonly profile?: string | undefined
  readonly region?: string | undefined
  readonly roleArn?: string | undefined
  readonly sessionName: string
  /** Major of pulumi-aws: before 7 one role, from then on a list of them. */
  readonly major?: number | undefined
  /** The provider of aws-native (Cloud Control) instead of aws. */
  readonly native?: boolean
  /** True: the provider never asks the metadata service. */
  readonly skipMetadataApiCheck: boolean
}

const text = doubleQuoted

function yamlText(value: string): string {
  return isSafePlain(value) ? value : doubleQuoted(value)
}

function lines(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join('\n')}\n`
}

/** One line for a setting that is given. */
function when(value: string | undefined, line: (value: string) => string): string | undefined {
  return value === undefined ? undefined : line(value)
}

/** The name of the provider's package in each language. */
interface Names {
  readonly npm: string
  readonly python: string
  readonly pythonAlias: string
  /** Its import: with the name, where the package may have another one. */
  readonly goImport: string
  readonly goModule: string
  readonly dotnet: string
  readonly dotnetAlias: string
  readonly java: string
  readonly alias: string
  readonly token: string
}

const classic: Names = {
  npm: '@pulumi/aws',
  alias: 'aws',
  python: 'pulumi_aws',
  pythonAlias: 'aws',
  goImport: '',
  goModule: 'github.com/pulumi/pulumi-aws/sdk/v7/go/aws',
  dotnet: 'Pulumi.Aws',
  dotnetAlias: 'Aws',
  java: 'com.pulumi.aws',
  token: 'aws',
}

const nativeNames: Names = {
  npm: '@pulumi/aws-native',
  alias: 'awsNative',
  python: 'pulumi_aws_native',
  pythonAlias: 'aws_native',
  goImport: 'aws ',
  goModule: 'github.com/pulumi/pulumi-aws-native/sdk/go/aws',
  dotnet: 'Pulumi.AwsNative',
  dotnetAlias: 'AwsNative',
  java: 'com.pulumi.awsnative',
  token: 'aws-native',
}

type Writer = (input: NamedProviderInput, oneRole: boolean, names: Names) => string

const writers: Readonly<Record<ProgramLanguage, Writer>> = {
  typescript: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole, names) =>
    lines(
      `import * as ${names.alias} from "${names.npm}";`,
      '',
      `const provider = new ${names.alias}.Provider("named", {`,
      when(profile, (value) => `    profile: ${text(value)},`),
      when(region, (value) => `    region: ${text(value)},`),
      when(roleArn, (value) => {
        const role = `{ roleArn: ${text(value)}, sessionName: ${text(sessionName)} }`
        return oneRole ? `    assumeRole: ${role},` : `    assumeRoles: [${role}],`
      }),
      `    skipMetadataApiCheck: ${skipMetadataApiCheck},`,
      '});',
      '',
      `const bucket = new ${names.alias}.s3.Bucket("bucket", {}, { provider });`,
    ),
  python: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole, names) =>
    lines(
      'import pulumi',
      `import ${names.python} as ${names.pythonAlias}`,
      '',
      `provider = ${names.pythonAlias}.Provider(`,
      '    "named",',
      when(profile, (value) => `    profile=${text(value)},`),
      when(region, (value) => `    region=${text(value)},`),
      when(roleArn, (value) => {
        const role = `{"role_arn": ${text(value)}, "session_name": ${text(sessionName)}}`
        return oneRole ? `    assume_role=${role},` : `    assume_roles=[${role}],`
      }),
      `    skip_metadata_api_check=${skipMetadataApiCheck ? 'True' : 'False'},`,
      ')',
      '',
      `bucket = ${names.pythonAlias}.s3.Bucket("bucket", opts=pulumi.ResourceOptions(provider=provider))`,
    ),
  go: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole, names) =>
    lines(
      'package main',
      '',
      'import (',
      `\t${names.goImport}"${names.goModule}"`,
      `\t"${names.goModule}/s3"`,
      '\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
      ')',
      '',
      'func main() {',
      '\tpulumi.Run(func(ctx *pulumi.Context) error {',
      '\t\tprovider, err := aws.NewProvider(ctx, "named", &aws.ProviderArgs{',
      when(profile, (value) => `\t\t\tProfile: pulumi.String(${text(value)}),`),
      when(region, (value) => `\t\t\tRegion: pulumi.String(${text(value)}),`),
      when(roleArn, (value) => {
        const fields = `RoleArn: pulumi.String(${text(value)}), SessionName: pulumi.String(${text(sessionName)})`
        return oneRole
          ? `\t\t\tAssumeRole: aws.ProviderAssumeRoleArgs{${fields}},`
          : `\t\t\tAssumeRoles: aws.ProviderAssumeRoleArray{aws.ProviderAssumeRoleArgs{${fields}}},`
      }),
      `\t\t\tSkipMetadataApiCheck: pulumi.Bool(${skipMetadataApiCheck}),`,
      '\t\t})',
      '\t\tif err != nil {',
      '\t\t\treturn err',
      '\t\t}',
      '\t\t_, err = s3.NewBucket(ctx, "bucket", nil, pulumi.Provider(provider))',
      '\t\treturn err',
      '\t})',
      '}',
    ),
  csharp: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole, names) =>
    lines(
      'using Pulumi;',
      `using ${names.dotnetAlias} = ${names.dotnet};`,
      '',
      'return await Deployment.RunAsync(() =>',
      '{',
      `    var provider = new ${names.dotnetAlias}.Provider("named", new ${names.dotnetAlias}.ProviderArgs`,
      '    {',
      when(profile, (value) => `        Profile = ${text(value)},`),
      when(region, (value) => `        Region = ${text(value)},`),
      when(roleArn, (value) => {
        const role = `new ${names.dotnetAlias}.Inputs.ProviderAssumeRoleArgs { RoleArn = ${text(value)}, SessionName = ${text(sessionName)} }`
        return oneRole ? `        AssumeRole = ${role},` : `        AssumeRoles = { ${role} },`
      }),
      `        SkipMetadataApiCheck = ${skipMetadataApiCheck},`,
      '    });',
      '',
      `    var bucket = new ${names.dotnetAlias}.S3.Bucket("bucket", null, new CustomResourceOptions { Provider = provider });`,
      '});',
    ),
  java: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole, names) =>
    lines(
      'import com.pulumi.Pulumi;',
      `import ${names.java}.Provider;`,
      `import ${names.java}.ProviderArgs;`,
      roleArn === undefined ? undefined : `import ${names.java}.inputs.ProviderAssumeRoleArgs;`,
      `import ${names.java}.s3.Bucket;`,
      `import ${names.java}.s3.BucketArgs;`,
      'import com.pulumi.resources.CustomResourceOptions;',
      '',
      'public class App {',
      '    public static void main(String[] args) {',
      '        Pulumi.run(ctx -> {',
      '            var provider = new Provider("named", ProviderArgs.builder()',
      when(profile, (value) => `                .profile(${text(value)})`),
      when(region, (value) => `                .region(${text(value)})`),
      when(roleArn, (value) => {
        const role = `ProviderAssumeRoleArgs.builder().roleArn(${text(value)}).sessionName(${text(sessionName)}).build()`
        return `                .${oneRole ? 'assumeRole' : 'assumeRoles'}(${role})`
      }),
      `                .skipMetadataApiCheck(${skipMetadataApiCheck})`,
      '                .build());',
      '',
      '            new Bucket("bucket", BucketArgs.Empty,',
      '                CustomResourceOptions.builder().provider(provider).build());',
      '        });',
      '    }',
      '}',
    ),
  yaml: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole, names) =>
    lines(
      'resources:',
      '  named:',
      `    type: pulumi:providers:${names.token}`,
      '    properties:',
      when(profile, (value) => `      profile: ${yamlText(value)}`),
      when(region, (value) => `      region: ${yamlText(value)}`),
      when(roleArn, (value) =>
        oneRole
          ? `      assumeRole:\n        roleArn: ${yamlText(value)}\n        sessionName: ${yamlText(sessionName)}`
          : `      assumeRoles:\n        - roleArn: ${yamlText(value)}\n          sessionName: ${yamlText(sessionName)}`,
      ),
      `      skipMetadataApiCheck: ${skipMetadataApiCheck}`,
      '  bucket:',
      `    type: ${names.token}:s3:Bucket`,
      '    options:',
      '      provider: ${named}',
    ),
}

/** A program that creates its own provider and passes it to a resource. It does not read the config of the stack. */
export function namedProvider(language: ProgramLanguage, input: NamedProviderInput): string {
  const { major, native = false } = input
  // aws-native takes one role in every version.
  const oneRole = native || (major !== undefined && major < 7)
  const names = native
    ? nativeNames
    : { ...classic, goModule: classic.goModule.replace('v7', `v${major ?? 7}`) }
  return writers[language](input, oneRole, names)
}
