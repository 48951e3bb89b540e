import { doubleQuoted, isSafePlain } from '../scalar/write.ts'

export type ProgramLanguage = 'typescript' | 'python' | 'go' | 'csharp' | 'java' | 'yaml'

export interface NamedProviderInput {
  readonly profile?: string | undefined
  readonly region?: string | undefined
  readonly roleArn?: string | undefined
  readonly sessionName: string
  /** Major of pulumi-aws: before 7 one role, from then on a list of them. */
  readonly major?: number | undefined
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

type Writer = (input: NamedProviderInput, oneRole: boolean) => string

const writers: Readonly<Record<ProgramLanguage, Writer>> = {
  typescript: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole) =>
    lines(
      'import * as aws from "@pulumi/aws";',
      '',
      'const provider = new aws.Provider("named", {',
      when(profile, (value) => `    profile: ${text(value)},`),
      when(region, (value) => `    region: ${text(value)},`),
      when(roleArn, (value) => {
        const role = `{ roleArn: ${text(value)}, sessionName: ${text(sessionName)} }`
        return oneRole ? `    assumeRole: ${role},` : `    assumeRoles: [${role}],`
      }),
      `    skipMetadataApiCheck: ${skipMetadataApiCheck},`,
      '});',
      '',
      'const bucket = new aws.s3.Bucket("bucket", {}, { provider });',
    ),
  python: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole) =>
    lines(
      'import pulumi',
      'import pulumi_aws as aws',
      '',
      'provider = aws.Provider(',
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
      'bucket = aws.s3.Bucket("bucket", opts=pulumi.ResourceOptions(provider=provider))',
    ),
  go: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck, major = 7 }, oneRole) =>
    lines(
      'package main',
      '',
      'import (',
      `\t"github.com/pulumi/pulumi-aws/sdk/v${major}/go/aws"`,
      `\t"github.com/pulumi/pulumi-aws/sdk/v${major}/go/aws/s3"`,
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
  csharp: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole) =>
    lines(
      'using Pulumi;',
      'using Aws = Pulumi.Aws;',
      '',
      'return await Deployment.RunAsync(() =>',
      '{',
      '    var provider = new Aws.Provider("named", new Aws.ProviderArgs',
      '    {',
      when(profile, (value) => `        Profile = ${text(value)},`),
      when(region, (value) => `        Region = ${text(value)},`),
      when(roleArn, (value) => {
        const role = `new Aws.Inputs.ProviderAssumeRoleArgs { RoleArn = ${text(value)}, SessionName = ${text(sessionName)} }`
        return oneRole ? `        AssumeRole = ${role},` : `        AssumeRoles = { ${role} },`
      }),
      `        SkipMetadataApiCheck = ${skipMetadataApiCheck},`,
      '    });',
      '',
      `    var bucket = new Aws.S3.Bucket("bucket", null, new CustomResourceOptions { Provider = provider });`,
      '});',
    ),
  java: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole) =>
    lines(
      'import com.pulumi.Pulumi;',
      'import com.pulumi.aws.Provider;',
      'import com.pulumi.aws.ProviderArgs;',
      roleArn === undefined ? undefined : 'import com.pulumi.aws.inputs.ProviderAssumeRoleArgs;',
      'import com.pulumi.aws.s3.Bucket;',
      'import com.pulumi.aws.s3.BucketArgs;',
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
  yaml: ({ profile, region, roleArn, sessionName, skipMetadataApiCheck }, oneRole) =>
    lines(
      'resources:',
      '  named:',
      '    type: pulumi:providers:aws',
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
      '    type: aws:s3:Bucket',
      '    options:',
      '      provider: ${named}',
    ),
}

/** A program that makes its own AWS provider and hands it to a resource. It does not read the `aws:` config of the stack. */
export function namedProvider(language: ProgramLanguage, input: NamedProviderInput): string {
  return writers[language](input, input.major !== undefined && input.major < 7)
}
