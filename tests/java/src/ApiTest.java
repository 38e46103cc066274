// Whatever the reference's public classes offer, ours offer under the same name, with the same types.
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class ApiTest {
  private static boolean visible(int modifiers) {
    return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  private static String signature(int modifiers, Class<?> result, String name, Class<?>... parameters) {
    StringBuilder text = new StringBuilder(Modifier.isStatic(modifiers) ? "static " : "").append(result.getName()).append(' ').append(name);
    for (Class<?> parameter : parameters) {
      text.append(' ').append(parameter.getName());
    }
    return text.toString();
  }

  /** What other classes can name of a class: public and protected members, inherited ones too. */
  private static TreeSet<String> members(Class<?> c) {
    TreeSet<String> members = new TreeSet<>();
    for (Constructor<?> k : c.getDeclaredConstructors()) {
      if (visible(k.getModifiers())) {
        members.add(signature(0, void.class, "<init>", k.getParameterTypes()));
      }
    }
    List<Method> methods = new ArrayList<>(Arrays.asList(c.getMethods()));
    methods.addAll(Arrays.asList(c.getDeclaredMethods()));
    for (Method m : methods) {
      if (visible(m.getModifiers()) && m.getDeclaringClass() != Object.class) {
        members.add(signature(m.getModifiers(), m.getReturnType(), m.getName(), m.getParameterTypes()));
      }
    }
    for (Field f : c.getFields()) {
      members.add(signature(f.getModifiers(), f.getType(), f.getName()));
    }
    return members;
  }

  @Test
  void nothingIsMissing() throws Exception {
    String[] jars = System.getProperty("reference").split(File.pathSeparator);
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; ++i) {
      urls[i] = new File(jars[i]).toURI().toURL();
    }
    int classes = 0;
    List<String> missing = new ArrayList<>();
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      for (String jar : jars) {
        try (JarFile file = new JarFile(jar)) {
          for (Enumeration<JarEntry> e = file.entries(); e.hasMoreElements(); ) {
            String name = e.nextElement().getName();
            if (!name.endsWith(".class")) {
              continue;
            }
            Class<?> theirs = Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), false, loader);
            if (!visible(theirs.getModifiers())) {
              continue;
            }
            ++classes;
            Class<?> ours = Class.forName(theirs.getName());
            int kinds = Modifier.INTERFACE | Modifier.ABSTRACT | Modifier.PUBLIC;
            assertEquals(theirs.getModifiers() & kinds, ours.getModifiers() & kinds, theirs.getName());
            TreeSet<String> members = members(theirs);
            members.removeAll(members(ours));
            for (String member : members) {
              missing.add(theirs.getName() + ": " + member);
            }
          }
        }
      }
    }
    assertTrue(classes >= 20, "only " + classes + " classes were compared");
    assertEquals("", String.join("\n", missing));
  }
}
