// A campaign uses the whole machine, and its hours are divided: they go one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
