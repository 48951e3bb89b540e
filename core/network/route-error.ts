/** Why a request cannot even be sent as the user's settings want it; the message is for the user. */
export class RouteError extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.name = 'RouteError'
    this.remedy = remedy
  }
}
