// Each test here has a lab of its own and processes of its own, and mostly waits for them; more than two would only be slow.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
