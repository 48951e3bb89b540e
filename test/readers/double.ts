import { type IncomingMessage, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CredentialSource, ServiceAnswer, StsQuestion } from '../../shared/domain/aws/readers/types.ts'

/** A session that the double handed out. */
export interface Session {
  readonly source: CredentialSource
  readonly role?: string
  /** `account/role` of single sign-on. */
  readonly sso?: string
  /** The access key ID of the caller. */
  readonly from?: string
}

/** STS, single sign-on, a container endpoint and a metadata service on loopback, which remember what they hand out. */
export interface ReadersDouble {
  readonly address: string
  /** Answers everything with 404: a machine without a metadata service. */
  readonly nothing: string
  readonly sessions: ReadonlyMap<string, Session>
  close(): Promise<void>
}

type Judge = (question: StsQuestion) => ServiceAnswer | undefined

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const expiration = '2099-01-01T00:00:00Z'

export async function startReadersDouble(judge: Judge): Promise<ReadersDouble> {
  const sessions = new Map<string, Session>()
  const issue = (session: Session): string => {
    const id = `ASIAISSUED${String(sessions.size).padStart(8, '0')}`
    sessions.set(id, session)
    return id
  }

  const sts = (form: URLSearchParams, request: IncomingMessage): { status: number; xml: string } => {
    const call = form.get('Action') as StsQuestion['call']
    const id = /Credential=([^/,]*)\//.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const token = request.headers['x-amz-security-token']
    const keys = sessions.has(id)
      ? undefined
      : { id, secret: '', token: typeof token === 'string' ? token : undefined }
    const role = form.get('RoleArn') ?? ''
    const seconds = form.get('DurationSeconds')
    const answer =
      call === 'GetCallerIdentity'
        ? keys && judge({ call, keys })
        : call === 'AssumeRole'
          ? judge({
              call,
              profile: '',
              role,
              keys,
              base: sessions.get(id)?.source ?? 'keys-config',
              seconds: seconds === null ? undefined : Number(seconds),
              sessionName: form.get('RoleSessionName') ?? undefined,
              externalId: form.get('ExternalId') ?? undefined,
              serial: form.get('SerialNumber') ?? undefined,
            })
          : judge({
              call,
              profile: undefined,
              role,
              token: form.get('WebIdentityToken') ?? '',
              sessionName: form.get('RoleSessionName') ?? undefined,
            })
    if (answer !== undefined && answer !== 'accepted') {
      const error = `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>${answer}</Message></Error>`
      return { status: 400, xml: `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>` }
    }
    if (call === 'GetCallerIdentity') {
      const identity =
        '<Arn>arn:aws:iam::123456789012:user/me</Arn><UserId>U</UserId><Account>123456789012</Account>'
      return {
        status: 200,
        xml: `<${call}Response><${call}Result>${identity}</${call}Result></${call}Response>`,
      }
    }
    const source = call === 'AssumeRole' ? 'role' : 'web-identity'
    const key = issue({ source, role, ...(call === 'AssumeRole' && { from: id }) })
    const given = `<AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiration}</Expiration>`
    const user = `<AssumedRoleUser><Arn>${role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/s</Arn><AssumedRoleId>R:s</AssumedRoleId></AssumedRoleUser>`
    const result = `<${call}Result><Credentials>${given}</Credentials>${user}</${call}Result>`
    return { status: 200, xml: `<${call}Response>${result}</${call}Response>` }
  }

  const jsonFor = (url: URL, request: IncomingMessage): unknown => {
    if (url.pathname === '/federation/credentials') {
      const sso = `${url.searchParams.get('account_id')}/${url.searchParams.get('role_name')}`
      const token = String(request.headers['x-amz-sso_bearer_token'])
      if (sso.startsWith('/') || sso.endsWith('/')) return undefined
      const source = token.includes('legacy') ? 'sso-legacy' : 'sso'
      const accessKeyId = issue({ source, sso })
      return { roleCredentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiration: Date.parse(expiration) } } // prettier-ignore
    }
    const keys = (source: CredentialSource) => ({
      Code: 'Success',
      AccessKeyId: issue({ source }),
      SecretAccessKey: 's',
      Token: 't',
      Expiration: expiration,
    })
    if (url.pathname === '/container/task') return keys('container')
    return url.pathname.endsWith('/security-credentials/machine') ? keys('imds') : undefined
  }

  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request)
      const url = new URL(request.url ?? '/', 'http://localhost')
      const say = (status: number, type: string, text: string) =>
        response.writeHead(status, { 'content-type': type }).end(text)
      if (request.method === 'POST') {
        const { status, xml } = sts(new URLSearchParams(body), request)
        say(status, 'text/xml', xml)
      } else if (url.pathname === '/latest/api/token') {
        response.setHeader('x-aws-ec2-metadata-token-ttl-seconds', '21600')
        say(200, 'text/plain', 'token')
      } else if (url.pathname.endsWith('/security-credentials/')) say(200, 'text/plain', 'machine')
      else {
        const json = jsonFor(url, request)
        if (json === undefined) say(400, 'application/json', '{"message":"refused"}')
        else say(200, 'application/json', JSON.stringify(json))
      }
    })()
  })
  const nothing = createServer((request, response) => {
    request.resume()
    response.writeHead(404).end()
  })
  return {
    address: await listening(server),
    nothing: await listening(nothing),
    sessions,
    close: async () => {
      for (const each of [server, nothing]) {
        each.closeAllConnections()
        await new Promise((done) => each.close(done))
      }
    },
  }
}
