/** An event that a listener may prevent, as Electron passes it. */
export class Preventable {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
