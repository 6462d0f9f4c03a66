using System.Diagnostics;

namespace NetBatch.Text.Tests.Files;

/// <summary>Whose a folder is, judged by stat(1) and by what the rule of sshd's StrictModes says of modes.</summary>
public sealed class SafeFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-folders-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Of_FileFolderAndLink_AreWhatStatSays()
    {
        if (OperatingSystem.IsWindows())
        {
            FileFacts.Of(folder).ShouldBeNull();
            return;
        }

        var file = Path.Combine(folder, "file");
        var link = Path.Combine(folder, "link");
        File.WriteAllText(file, "x");
        File.CreateSymbolicLink(link, file);
        foreach (var path in (string[])[folder, file, link, "/", "/tmp", "/dev/null"])
        {
            var facts = FileFacts.Of(path).ShouldNotBeNull();
            $"{facts.Mode:x} {facts.Owner} {facts.Group} {facts.Inode}".ShouldBe(Stat(path), path);
        }

        FileFacts.Of(link)!.Value.IsFile.ShouldBeFalse();
        FileFacts.Of(Path.Combine(folder, "none")).ShouldBeNull();
    }

    [Fact]
    public void IsPrivate_LinksThatLeadToEachOther_AreNotThere()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (one, other) = (Path.Combine(folder, "one"), Path.Combine(folder, "other"));
        File.CreateSymbolicLink(one, other);
        File.CreateSymbolicLink(other, one);

        SafeFolder.IsPrivate(Path.Combine(one, "in it")).ShouldBeFalse();
        SafeFolder.Problem(one).ShouldBe($"'{one}' is not there");
    }

    /// <summary>The last lab of a machine takes its folder with it while another process looks for labs.</summary>
    [Fact]
    public async Task IsPrivate_FolderThatComesAndGoes_IsOneOrTheOther()
    {
        var path = Path.Combine(folder, "goes");
        using var looked = new CancellationTokenSource();
        var others = Task.Run(() =>
        {
            while (!looked.IsCancellationRequested)
            {
                Directory.CreateDirectory(path);
                Directory.Delete(path);
            }
        });
        var seen = new HashSet<bool>();
        for (var i = 0; i < 100_000 && (i < 5_000 || seen.Count < 2); i++)
        {
            seen.Add(SafeFolder.IsPrivate(path));
        }

        await looked.CancelAsync();
        await others;
        seen.Count.ShouldBe(2, "both were met");
    }

    [Theory]
    [InlineData(0b111_000_000, true)]
    [InlineData(0b111_101_101, true)]
    [InlineData(0b111_101_111, false)]
    [InlineData(0b1_111_111_111, false)]
    public void IsPrivate_ModeOfTheFolder_Decides(int mode, bool isPrivate)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)mode);
            SafeFolder.IsPrivate(folder).ShouldBe(isPrivate);
            var within = Path.Combine(folder, "within");
            SafeFolder.CreateNew(within);
            // In a sticky folder a folder of one's own is safe, as in /tmp; in one that is open to all it can be taken away.
            SafeFolder.IsPrivate(within).ShouldBe(isPrivate || (mode & 0b1_000_000_000) != 0);
        }
    }

    [Fact]
    public void CreateNew_WhereALinkWaits_IsRefused()
    {
        var path = Path.Combine(folder, "mine");
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        Directory.CreateSymbolicLink(path, other);
        Should.Throw<IOException>(() => SafeFolder.CreateNew(path));
        SafeFolder.IsOwn(path).ShouldBe(OperatingSystem.IsWindows());
    }

    [Fact]
    public void Open_TemporaryFile_HasNoNameAndKeepsItsContent()
    {
        using var file = TemporaryFile.Open();
        file.Write("abc"u8);
        file.Position = 0;
        file.ReadByte().ShouldBe('a');
        File.Exists(file.Name).ShouldBe(OperatingSystem.IsWindows());
    }

    private static string Stat(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("stat", ["-c", "%f %u %g %i", path]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
