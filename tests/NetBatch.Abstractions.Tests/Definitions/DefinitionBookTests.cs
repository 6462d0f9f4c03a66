using System.Text.Json;
using Shouldly;
using Xunit;

namespace NetBatch.Abstractions.Tests;

public sealed class DefinitionBookTests
{
    private readonly Shelf shelf = new();

    private readonly Notes book;

    public DefinitionBookTests() => book = new Notes(shelf);

    [Fact]
    public async Task Save_Any_KeepsWhoChangedIt()
    {
        var kept = await book.SaveAsync(new Note { Name = "Daily", Text = "x" }, onlyNew: true, default);
        kept.ChangedBy.ShouldBe("ann@desk");
        kept.ChangedAt.ShouldBe(Shelf.Now);
        (await book.FindAsync("DAILY", default)).ShouldBe(kept);
    }

    [Fact]
    public async Task Save_OnlyNewWhereThereIsOne_IsRefusedInPeoplesWordsAndKeepsTheOld()
    {
        await AddAsync("Daily");
        var error = await Should.ThrowAsync<NetBatchException>(
            () => book.SaveAsync(new Note { Name = "daily", Text = "other" }, onlyNew: true, default));
        error.Message.ShouldBe("There is a sticky note 'Daily' already.");
        error.Remedy!.ShouldContain("--force");
        (await book.FindAsync("daily", default)).Text.ShouldBe("x");
        (await book.SaveAsync(new Note { Name = "daily", Text = "other" }, onlyNew: false, default)).Text.ShouldBe("other");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("all*")]
    [InlineData("r?")]
    [InlineData("two\nlines")]
    public async Task Save_NameThatCannotBe_IsRefusedWithEveryOtherProblem(string name)
    {
        var error = await Should.ThrowAsync<NetBatchException>(
            () => book.SaveAsync(new Note { Name = name, Text = "" }, onlyNew: true, default));
        error.Code.ShouldBe(ErrorCode.InvalidArgument);
        error.Message.ShouldContain($"The name of the sticky note is '{name}'");
        error.Message.ShouldContain("It has no text.");
        shelf.Kept.ShouldBeEmpty();
    }

    [Fact]
    public void NameProblem_200Characters_IsNone()
    {
        NamedDefinition.NameProblem("note", new string('x', 200)).ShouldBeNull();
        NamedDefinition.NameProblem("note", new string('x', 201)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Missing_NoneKept_SaysHowToMakeOne()
    {
        var error = await Should.ThrowAsync<NetBatchException>(() => book.FindAsync("x", default));
        error.Message.ShouldBe("There is no sticky note 'x'.");
        error.Remedy.ShouldBe("There is none at all; New-Note (notes add) makes one.");
    }

    [Fact]
    public async Task Missing_SomeKept_NamesThemAndWhatListsThem()
    {
        await AddAsync("b", "a");
        const string Remedy = "There are: a, b. Get-Note (notes list) lists them.";
        (await Should.ThrowAsync<NetBatchException>(() => book.FindAsync("x", default))).Remedy.ShouldBe(Remedy);
        (await Should.ThrowAsync<NetBatchException>(() => book.RemoveAsync("x", default))).Remedy.ShouldBe(Remedy);
        (await Should.ThrowAsync<NetBatchException>(() => book.MatchingAsync(["a", "x"], default))).Message.ShouldBe(
            "There is no sticky note 'x'.");
        (await book.MatchingAsync(["a", "x*"], default)).Select(one => one.Name)
            .ShouldBe(["a"], "a wildcard that matches nothing is no error");
        (await Should.ThrowAsync<NetBatchException>(async () => await book.ListAsync(["a", "x"], default).ToListAsync())).Remedy.ShouldBe(
            Remedy);
        (await Should.ThrowAsync<NetBatchException>(() => book.EnsureKnownAsync(["*"], default))).Message.ShouldBe(
            "There is no sticky note '*'.");
    }

    [Fact]
    public async Task Missing_ManyKept_NamesTheFirstAndCountsTheRest()
    {
        await AddAsync([.. Enumerable.Range(10, 25).Select(number => $"n{number}")]);
        (await Should.ThrowAsync<NetBatchException>(() => book.FindAsync("x", default))).Remedy!.ShouldContain("n29 and 5 more. Get-Note");
    }

    [Fact]
    public async Task List_WildcardThatMatchesNothing_GivesNothing()
    {
        await AddAsync("a", "b");
        (await book.ListAsync(["x*"], default).ToListAsync()).ShouldBeEmpty();
        (await book.ListAsync(["A", "x*"], default).Select(one => one.Name).ToListAsync()).ShouldBe(["a"]);
        (await book.ListAsync([], default).CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Matching_OverlappingNames_GivesEachOnceInTheirOrder()
    {
        await AddAsync("a1", "a2", "b1");
        (await book.MatchingAsync(["b*", "A2", "a*"], default)).Select(one => one.Name).ShouldBe(["b1", "a2", "a1"]);
    }

    [Fact]
    public async Task Remove_AnyCase_Forgets()
    {
        await AddAsync("a");
        await book.RemoveAsync("A", default);
        (await book.TryFindAsync("a", default)).ShouldBeNull();
    }

    private async Task AddAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await book.SaveAsync(new Note { Name = name, Text = "x" }, onlyNew: true, default);
        }
    }

    private sealed record Note : NamedDefinition
    {
        public override required string Name { get; init; }

        public required string Text { get; init; }
    }

    private sealed class Notes(IDefinitionStore store) : BatchDefinitions<Note>(
        store, new Requester("ann", "desk", 1, "tests"),
        new DefinitionSort("note", "sticky note", "Get-Note (notes list)", "New-Note (notes add)"))
    {
        protected override IEnumerable<string> Problems(Note definition) => definition.Text.Length == 0 ? ["It has no text."] : [];

        protected override JsonElement Write(Note definition) => JsonSerializer.SerializeToElement(definition.Text);

        protected override Note Read(Definition kept) => new() { Name = kept.Name, Text = kept.Content.GetString()! };
    }

    private sealed class Shelf : IDefinitionStore
    {
        public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public SortedDictionary<string, Definition> Kept { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Task SaveAsync(Definition definition, bool onlyNew, CancellationToken cancellationToken)
        {
            Kept[definition.Name] = definition with { ChangedAt = Now };
            return Task.CompletedTask;
        }

        public IAsyncEnumerable<Definition> ReadAsync(string sort, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
            Kept.Values.Where(one =>
                one.Sort == sort && (names.Count == 0
                    || names.Any(name => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(name, one.Name)))).ToArray()
                    .ToAsyncEnumerable();

        public Task<bool> RemoveAsync(string sort, string name, CancellationToken cancellationToken) => Task.FromResult(Kept.Remove(name));
    }
}
