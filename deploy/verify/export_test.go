package main

// Run is the command, for tests.
var Run = run
