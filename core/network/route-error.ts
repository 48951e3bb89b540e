/** Why a request cannot be sent under the user's settings; the message is for the user. */
export class RouteError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'RouteError'
    this.remedy = remedy
  }
}
