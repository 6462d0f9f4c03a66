// Each test here has a lab of its own and processes of its own: side by side they would only be slow.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
