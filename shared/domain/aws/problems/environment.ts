import { isUnexpanded, type Environment } from '../locations.ts'
import type { FileProblem, MergedProfile } from '../types.ts'

/** Variables that change which profile is used, or which files. */
export function checkEnvironment(
  environment: Environment,
  profiles: ReadonlyMap<string, MergedProfile>,
  into: FileProblem[],
): void {
  for (const variable of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_PROFILE']) {
    if (environment[variable] !== '') continue
    into.push({
      code: 'EmptyVariable',
      severity: 'warning',
      message: `${variable} is set to an empty value`,
      reason:
        'The JS SDK treats it as not set; the AWS CLI treats it as a file or profile that does not exist',
      readers: ['aws-cli'],
    })
  }
  for (const variable of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) {
    const value = environment[variable] ?? ''
    if (!isUnexpanded(value)) continue
    into.push({
      code: 'UnexpandedVariable',
      severity: 'warning',
      message: `${variable} is ${value}, which programs do not all read as the same path`,
      reason:
        'The AWS CLI and boto3 expand variables and the home folders of other users; the SDKs and Stackpass expand only a leading ~/',
      readers: ['aws-cli'],
    })
  }
  const { AWS_PROFILE: first, AWS_DEFAULT_PROFILE: second } = environment
  if (first && second && first !== second) {
    into.push({
      code: 'TwoProfileVariables',
      severity: 'warning',
      message: 'AWS_PROFILE and AWS_DEFAULT_PROFILE name different profiles',
      reason: `boto3 and AWS CLI 1 use ${second}, everything else uses ${first}`,
      readers: [],
    })
  }
  for (const variable of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    const name = environment[variable]
    if (!name || profiles.has(name)) continue
    into.push({
      code: 'UnknownActiveProfile',
      severity: 'error',
      message: `${variable} names ${name}, which neither file has`,
      reason:
        variable === 'AWS_PROFILE'
          ? 'The AWS CLI, the Go SDK, Terraform and Pulumi stop with an error; the JS SDK continues without settings'
          : 'The AWS CLI and boto3 stop with an error; other tools ignore it',
      profile: name,
      readers: [],
    })
  }
  if (environment['AWS_ACCESS_KEY_ID'] && first) {
    into.push({
      code: 'KeysInEnvironment',
      severity: 'warning',
      message: 'AWS_ACCESS_KEY_ID is set',
      reason: 'In most SDKs keys in the environment come before the profile that AWS_PROFILE names',
      readers: [],
    })
  }
}
