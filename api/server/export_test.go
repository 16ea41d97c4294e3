package server

// Routes lists what the counter answers to, as method and path.
func Routes(c Config) (all [][2]string) {
	for _, r := range routerOf(c).Routes() {
		all = append(all, [2]string{r.Method, r.Path})
	}
	return all
}
