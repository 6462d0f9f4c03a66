using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>A file that a group shares.</summary>
public sealed class SharedFileTests : StoreTest
{
    private const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    [Fact]
    public async Task Share_WithAGroup_OpensFilesToItAndOnlyToIt()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There a store is shared by nobody, and the call is refused.
        }

        var group = await OwnGroupAsync();
        Store.Approvals.Group.ShouldBeNull();

        await Store.Approvals.ShareAsync(group, default);

        Store.Approvals.Group.ShouldBe(group);
        System.IO.File.GetUnixFileMode(File).ShouldBe(Shared);
        System.IO.File.GetUnixFileMode(File + "-wal").ShouldBe(Shared);
        System.IO.File.GetUnixFileMode(Folder)
            .ShouldBe(Shared | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.SetGroup);
        var again = await OpenAsync();
        again.Approvals.Group.ShouldBe(group);
        System.IO.File.GetUnixFileMode(File).ShouldBe(Shared, "opening leaves a shared store shared");
    }

    [Fact]
    public async Task Open_FileOpenToTheGroupThatNobodyShared_IsClosed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There a store is shared by nobody, and the call is refused.
        }

        System.IO.File.SetUnixFileMode(File, Shared);
        System.IO.File.SetUnixFileMode(Folder, Shared | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.SetGroup);

        await OpenAsync();

        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<string> OwnGroupAsync()
    {
        using var id = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("id", "-gn") { RedirectStandardOutput = true })!;
        return (await id.StandardOutput.ReadToEndAsync()).Trim();
    }
}
