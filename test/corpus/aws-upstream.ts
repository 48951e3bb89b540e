import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { configuredEndpointUrl } from '../../shared/domain/aws/endpoint-url.ts'
import { specView } from '../../shared/domain/aws/lenses/spec.ts'
import { resolveSharedFilePaths } from '../../shared/domain/aws/locations.ts'
import { listSections, mergeProfiles } from '../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { readJson } from './aws-lenses.ts'
import { plain } from './aws-result.ts'
import type { Tally } from './aws-result.ts'

type Texts = Record<string, string>

interface ParserVector {
  readonly name: string
  readonly input: { readonly configFile?: string; readonly credentialsFile?: string }
  readonly output: {
    readonly errorContaining?: string
    readonly config?: { readonly profiles: unknown; readonly sso_sessions?: unknown }
  }
}

interface LocationVector {
  readonly name: string
  readonly environment: Texts
  readonly platform: string
  readonly profile?: string
  readonly configLocation: string
  readonly credentialsLocation: string
}

interface EndpointSuite {
  readonly profiles: Record<string, Texts>
  readonly services: Record<string, Record<string, Texts>>
  readonly client_configs: Record<
    string,
    { readonly endpoint_url?: string; readonly ignore_configured_endpoint_urls?: boolean }
  >
  readonly environments: Record<string, Texts>
  readonly endpointUrlTests: readonly {
    readonly name: string
    readonly profile: string
    readonly client_config: string
    readonly environment: string
    readonly service: string
    readonly output: { readonly endpointUrl: string }
  }[]
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : new Uint8Array(Buffer.from(text, 'utf8'))
}

function checkParser(tally: Tally, vectors: readonly ParserVector[]): void {
  vectors.forEach(({ name, input, output }, index) => {
    const id = `vector ${index + 1} ${name}`
    const view = specView(bytesOf(input.configFile), bytesOf(input.credentialsFile))
    if (output.errorContaining !== undefined) {
      const got = view.ok ? 'no error' : view.message
      if (got.includes(output.errorContaining)) tally.pass()
      else tally.fail(id, output.errorContaining, got)
      return
    }
    if (!view.ok) {
      tally.fail(id, JSON.stringify(output), view.message)
      return
    }
    const sessions =
      output.config?.sso_sessions === undefined ? {} : { sso_sessions: plain(view.ssoSessions) }
    tally.check(id, output.config, { profiles: plain(view.profiles), ...sessions })
  })
}

function checkLocations(tally: Tally, vectors: readonly LocationVector[]): void {
  for (const vector of vectors) {
    const paths = resolveSharedFilePaths(vector.environment, vector.platform)
    const expected = [vector.configLocation, vector.credentialsLocation, vector.profile ?? 'default']
    tally.check(`location ${vector.name}`, expected, [paths.config, paths.credentials, paths.profile])
  }
}

/** A config file that says what the suite's profiles and services say. */
function endpointFile(suite: EndpointSuite): string {
  const lines: string[] = []
  for (const [name, settings] of Object.entries(suite.profiles)) {
    lines.push(name === 'default' ? '[default]' : `[profile ${name}]`)
    for (const [key, value] of Object.entries(settings)) lines.push(`${key} = ${value}`)
  }
  for (const [name, services] of Object.entries(suite.services)) {
    lines.push(`[services ${name}]`)
    for (const [service, settings] of Object.entries(services)) {
      lines.push(`${service} =`)
      for (const [key, value] of Object.entries(settings)) lines.push(`  ${key} = ${value}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function checkEndpoints(tally: Tally, suite: EndpointSuite): void {
  const config = parseSharedFile(bytesOf(endpointFile(suite)) ?? new Uint8Array(), 'config')
  const profiles = mergeProfiles(config, undefined)
  const sections = new Map(
    listSections(config, 'services').map((section) => [section.name, section.settings]),
  )
  for (const test of suite.endpointUrlTests) {
    const settings = profiles.get(test.profile)?.settings ?? new Map<string, { value: string }>()
    const client = suite.client_configs[test.client_config]
    const found = configuredEndpointUrl({
      service: test.service.toLowerCase(),
      environment: suite.environments[test.environment] ?? {},
      profile: settings,
      services: sections.get(settings.get('services')?.value ?? ''),
      client: client?.endpoint_url,
      ignoreConfigured: client?.ignore_configured_endpoint_urls,
    })
    const regional = `https://${test.service}.fake-region-10.amazonaws.com`
    tally.check(`endpoint ${test.name}`, test.output.endpointUrl, found?.url ?? regional)
  }
}

/** The SDKs' own shared vectors: parser, file locations, configured endpoints. */
export function checkUpstream(tally: Tally, folder: string): void {
  const use = (file: string, check: (json: Record<string, unknown>) => void): void => {
    const path = join(folder, file)
    if (existsSync(path)) check(readJson(path))
    else tally.note(`upstream/${file} is missing: its vectors are not checked`)
  }
  use('profile-parser-tests.json', (json) => checkParser(tally, json['tests'] as ParserVector[]))
  use('file-location-tests.json', (json) => checkLocations(tally, json['tests'] as LocationVector[]))
  use('botocore-configured-endpoint-urls-profile-tests.json', (json) => {
    for (const suite of json['testSuites'] as EndpointSuite[]) checkEndpoints(tally, suite)
  })
}
