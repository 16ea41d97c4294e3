package main

import "jinchu/deploy/local/steps"

// product is what stands on the engine room, in the order of starting: migrations, worker, API.
// Each step takes what it needs from the room (postgres, temporal, home) and adds to places
// where people can look. It is the only wiring between the launcher and the product.
func product(*room) []steps.Step {
	return nil
}
