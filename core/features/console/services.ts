/** Paths of the console that are not the name of the service, and short names that people use. */
const paths: ReadonlyMap<string, string> = new Map([
  ['apigw', 'apigateway'],
  ['billing', 'costmanagement'],
  ['cf', 'cloudfront'],
  ['cfn', 'cloudformation'],
  ['codebuild', 'codesuite/codebuild'],
  ['codecommit', 'codesuite/codecommit'],
  ['codedeploy', 'codesuite/codedeploy'],
  ['codepipeline', 'codesuite/codepipeline'],
  ['costs', 'costmanagement'],
  ['ct', 'cloudtrail'],
  ['cw', 'cloudwatch'],
  ['ddb', 'dynamodbv2'],
  ['dynamodb', 'dynamodbv2'],
  ['eb', 'elasticbeanstalk'],
  ['eventbridge', 'events'],
  ['identity-center', 'singlesignon'],
  ['organizations', 'organizations/v2'],
  ['redshift', 'redshiftv2'],
  ['route53', 'route53/v2'],
  ['r53', 'route53/v2'],
  ['sfn', 'states'],
  ['sm', 'secretsmanager'],
  ['sns', 'sns/v3'],
  ['sqs', 'sqs/v3'],
  ['ssm', 'systems-manager'],
  ['sso', 'singlesignon'],
  ['stepfunctions', 'states'],
  ['waf', 'wafv2'],
])

/** Consoles that are the same in every Region. */
export const globalServices: ReadonlySet<string> = new Set([
  'cloudfront',
  'costmanagement',
  'globalaccelerator',
  'iam',
  'organizations/v2',
  'route53/v2',
  'support',
  'trustedadvisor',
])

/** Where the console keeps a service; undefined where the name cannot be one. Unknown names stay as they are. */
export function servicePath(name: string): string | undefined {
  const known = paths.get(name)
  if (known !== undefined) return known
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? name : undefined
}
