const namespaces = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
} as const

export type QueryService = keyof typeof namespaces

/** An error as STS answers it: HTTP status, code and message. */
export class StsError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export interface StsReply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** A list repeats its element. */
export type XmlTree = { readonly [name: string]: string | number | XmlTree | readonly XmlTree[] }

const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

function print(tree: XmlTree, indent: string): string {
  return Object.entries(tree)
    .flatMap(([name, value]) =>
      Array.isArray(value)
        ? (value as readonly XmlTree[]).map((one) => [name, one] as const)
        : [[name, value as string | number | XmlTree] as const],
    )
    .map(([name, value]) =>
      typeof value === 'object'
        ? `${indent}<${name}>\n${print(value, `${indent}  `)}${indent}</${name}>\n`
        : `${indent}<${name}>${escape(String(value))}</${name}>\n`,
    )
    .join('')
}

/** A reply of the query protocol: `<ActionResponse><ActionResult>…`. */
export function successReply(
  action: string,
  result: XmlTree,
  requestId: string,
  service: QueryService = 'sts',
): StsReply {
  const tree = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } }
  return {
    status: 200,
    contentType: 'text/xml',
    body: `<${action}Response xmlns="${namespaces[service]}">\n${print(tree, '  ')}</${action}Response>\n`,
  }
}

export function errorReply(error: StsError, requestId: string, service: QueryService = 'sts'): StsReply {
  const type = error.status >= 500 ? 'Receiver' : 'Sender'
  const tree = { Error: { Type: type, Code: error.code, Message: error.message }, RequestId: requestId }
  return {
    status: error.status,
    contentType: 'text/xml',
    body: `<ErrorResponse xmlns="${namespaces[service]}">\n${print(tree, '  ')}</ErrorResponse>\n`,
  }
}
