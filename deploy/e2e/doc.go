// Package e2e proves the whole with its real parts: a real PostgreSQL, a real Temporal, the same wiring
// as production. It may not hold anything the program needs.
package e2e
