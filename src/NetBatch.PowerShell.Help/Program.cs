using NetBatch.Help;

// What the build writes out of what is there already, so that it is never behind:
//   help CMDLETS.dll CMDLETS.xml OUT.xml [PROJECT]      the module's help, of the comments in the cmdlets' own files;
//                                                       Get-Help -Online leads to the project's address, where one is given
//   notices PACKAGES.txt CACHE LICENCES OUT.txt         whose work is shipped, of the restored packages
List<string> problems = [];
switch (args)
{
    case ["help", var assembly, var documentation, var output, .. var more] when more.Length < 2:
        var help = new MamlWriter(CommentFile.Load(documentation), problems, more.FirstOrDefault(uri => uri.Length > 0))
            .Write(CmdletReader.Read(Path.GetFullPath(assembly)));
        Save(output, help.Save);
        break;
    case ["notices", var list, var cache, var licences, var output]:
        var notices = new Notices(cache, licences, problems).Write(File.ReadLines(list).Where(line => line.Length > 0));
        Save(output, file => File.WriteAllText(file, notices));
        break;
    default:
        Console.Error.WriteLine(
            "usage: NetBatch.PowerShell.Help help ASSEMBLY DOCUMENTATION OUTPUT [PROJECT] | notices PACKAGES CACHE LICENCES OUTPUT");
        return 2;
}

problems.ForEach(problem => Console.Error.WriteLine($"{args[0]}: error NBH001: {problem}"));
return problems.Count > 0 ? 1 : 0;

void Save(string file, Action<string> write)
{
    if (problems.Count == 0)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        write(file);
    }
}
