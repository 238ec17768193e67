/** What account pages need of the sign-in room: sessions, passwords, second factors. */
export { hashPassword, passwordProblem, verifyPassword } from '#app/auth/passwords.ts';
export { factorUri, hashOfRecoveryCode, newFactorSecret, newRecoveryCodes, qrPath, stepOfCode } from '#app/auth/second-factor.ts';
export { closeSession, openSession, renewSession } from '#app/auth/session-store.ts';
