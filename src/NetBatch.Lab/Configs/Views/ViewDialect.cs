namespace NetBatch.Lab.Configs.Views;

/// <summary>What a platform with views does in its own way. Texts are what the device answers, with their line ends.</summary>
internal abstract class ViewDialect
{
    public abstract ViewGrammar Grammar { get; }

    /// <summary>The word that takes a line back.</summary>
    public abstract string Negation { get; }

    /// <summary>Whether a line may be taken back by all its words, values too.</summary>
    public virtual bool TakesWholeLines => false;

    /// <summary>Whether lines of one kind are kept by their names and not as they came.</summary>
    public virtual bool Sorts => true;

    /// <summary>The word that names the device.</summary>
    public abstract string NameWord { get; }

    /// <summary>A line as it is meant: an entry without a number gets one.</summary>
    public virtual string Rewrite(ViewNode here, string line) => line;

    /// <summary>The lines that one line stands for.</summary>
    public virtual IEnumerable<string> Expand(ViewNode here, string line) => [line];

    /// <summary>What a line refers to in its free part.</summary>
    public virtual IEnumerable<(string Class, string Name)> MoreReferences(ViewMatch match) => [];

    /// <summary>Why a line cannot stand here, or null.</summary>
    public virtual string? Check(ViewConfig config, ViewNode here, ViewMatch match) => null;

    /// <summary>Why a line cannot be taken away, or null.</summary>
    public virtual string? CheckRemoval(ViewConfig config, ViewNode here, ViewNode node) => null;

    /// <summary>What comes of a line that has come to stand here: effects, and what the device says to it.</summary>
    public virtual string Added(ViewConfig config, ViewNode here, ViewNode node, string? before) => "";

    /// <summary>What comes of a line that has been taken away.</summary>
    public virtual string Removed(ViewConfig config, ViewNode here, ViewNode node) => "";

    /// <summary>The answer to a name of something that does not exist.</summary>
    public abstract string Missing(string kind, string name);

    /// <summary>The answer to taking away something that others name, or null where that is allowed.</summary>
    public abstract string? InUse(ViewNode node);

    /// <summary>The answer to taking away what is not there.</summary>
    public virtual string NotThere(ViewMatch match) => "";

    /// <summary>Whether a line of a shown configuration is none of it.</summary>
    public abstract bool IsFrame(string line);

    /// <summary>Writes the lines of the configuration.</summary>
    public abstract string Write(ViewNode root, bool sorted);

    /// <summary>The lines of a view in the order in which the device shows them.</summary>
    public IEnumerable<ViewNode> InOrder(ViewNode node, bool sorted)
    {
        var byPlace = node.Children.OrderBy(child => child.Rule!.Place);
        return Sorts || sorted
            ? byPlace.ThenBy(child => child.Rule!.IsOrdered || child.Rule.IsText ? "" : child.Key,
            Comparer<string>.Create(ConfigOrder.Natural))
            : byPlace;
    }
}
