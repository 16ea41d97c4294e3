package fault

// sentencesAPI are the faults of the counter itself.
var sentencesAPI = map[string]entry{
	"request.shape": {Invalid, "请求的格式不对（{why}）。请对照 /api/docs 中该操作的说明改正。", "The request has the wrong shape ({why}). Compare it with the operation at /api/docs."},
	"request.large": {Invalid, "请求超过{bytes}字节。", "The request is larger than {bytes} bytes."},
}
