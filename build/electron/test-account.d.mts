export interface Account {
  readonly uid: number
  readonly gid: number
}
export declare const testAccountName: string
/** The account to start Electron by where root runs the tests; undefined means our own. */
export declare function testAccount(): Account | undefined
