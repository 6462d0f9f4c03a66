using NetBatch.Ssh.Transport;
using Renci.SshNet;

namespace NetBatch.Ssh.Tests.Transport.SshNet;

public sealed class SshNetInternalsTests
{
    /// <summary>Fails when the package is raised to a version whose insides are others: then look at each use before anything
    /// else.</summary>
    [Fact]
    public void Library_OfThePinnedVersion_HasAllThatIsUsed()
    {
        Should.NotThrow(() => SshNetInternals.Library);
        typeof(Session).Assembly.GetName().Version.ShouldBe(new Version(2026, 0, 1, 1));
    }
}
