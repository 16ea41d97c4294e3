package fault

// sentencesWire are the faults of the connection to Temporal.
var sentencesWire = map[string]entry{
	"wire.silent": {Busy, "Temporal（{address}）在{seconds}秒内没有应答。请检查 TEMPORAL_ADDRESS、证书和网络，或去掉该设置改用内置引擎。", "Temporal at {address} did not answer within {seconds} s. Check TEMPORAL_ADDRESS, certificates and network, or unset it to use the embedded engine."},
}
