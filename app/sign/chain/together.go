package chain

import "sync"

// Together runs functions at the same time, the first where it is called, and returns when all are done. When one of them panics it panics
// as that did, where the caller can see it.
func Together(first func(), rest ...func()) {
	var running sync.WaitGroup
	failed := make(chan any, len(rest))
	for _, f := range rest {
		running.Go(func() {
			defer func() {
				if broken := recover(); broken != nil {
					failed <- broken
				}
			}()
			f()
		})
	}
	func() {
		defer running.Wait()
		first()
	}()
	select {
	case broken := <-failed:
		panic(broken)
	default:
	}
}
